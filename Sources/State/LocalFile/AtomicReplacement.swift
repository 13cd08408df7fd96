extension FileSystem {
    /// Puts `bytes` in the place of the file at `path` in one step: whatever ends the process, the file is the old one or the new
    /// one. Afterwards both content and name would survive a power cut.
    package func replace(_ path: String, with bytes: [UInt8]) throws(FileSystemError) {
        let temporary = path + ".new"
        let file = try begin(temporary)
        do throws(FileSystemError) {
            try file.append(bytes)
            try file.sync()
        } catch {
            throw abandoned(temporary, error)
        }
        try put(temporary, at: path)
    }

    /// Puts a state in the place of the file at `path`, as with bytes.
    func replace(_ path: String, with text: StateText) async throws(FileSystemError) {
        let temporary = path + ".new"
        try await write(text, to: temporary)
        try put(temporary, at: path)
    }

    /// Makes a state's file where nothing is yet; fails with `EEXIST` where something is.
    func createNew(_ path: String, with text: StateText) async throws(FileSystemError) {
        // Nobody holds a lock yet, so two may do this at once: each writes a file of its own.
        let temporary = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        try await write(text, to: temporary)
        do throws(FileSystemError) {
            try link(temporary, to: path)
        } catch {
            try remove(temporary)
            throw error
        }
        try remove(temporary)
        try syncFolder(of: path)
    }

    private func write(_ text: StateText, to temporary: String) async throws(FileSystemError) {
        let file = try begin(temporary)
        do throws(FileSystemError) {
            try await file.append(text)
            try file.sync()
        } catch {
            throw abandoned(temporary, error)
        }
    }

    /// Makes an empty file. One that a crash left there is no use to anyone.
    private func begin(_ temporary: String) throws(FileSystemError) -> any WritableFile {
        try remove(temporary)
        return try create(temporary)
    }

    /// Removes what was written, since the disk may be full, and gives the error on.
    private func abandoned(_ temporary: String, _ error: FileSystemError) -> FileSystemError {
        try? remove(temporary)
        return error
    }

    private func put(_ temporary: String, at path: String) throws(FileSystemError) {
        CrashPoint.reach("state.temporary")
        try rename(temporary, to: path)
        CrashPoint.reach("state.renamed")
        try syncFolder(of: path)
    }
}
