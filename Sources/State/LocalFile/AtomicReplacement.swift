extension FileSystem {
    /// Puts `bytes` in the place of the file at `path` in one step: whatever ends the process, the file is the old one or the new
    /// one. Afterwards both content and name would survive a power cut.
    package func replace(_ path: String, with bytes: [UInt8]) throws(FileSystemError) {
        let temporary = path + ".new"
        try writeTemporary(temporary, bytes)
        CrashPoint.reach("state.temporary")
        try rename(temporary, to: path)
        CrashPoint.reach("state.renamed")
        try syncFolder(of: path)
    }

    /// Makes a file of these bytes where nothing is yet; fails with `EEXIST` where something is.
    package func createNew(_ path: String, with bytes: [UInt8]) throws(FileSystemError) {
        // Nobody holds a lock yet, so two may do this at once: each writes a file of its own.
        let temporary = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        try writeTemporary(temporary, bytes)
        do throws(FileSystemError) {
            try link(temporary, to: path)
        } catch {
            try remove(temporary)
            throw error
        }
        try remove(temporary)
        try syncFolder(of: path)
    }

    /// Makes a synced file. One that a crash left there is no use to anyone.
    private func writeTemporary(_ temporary: String, _ bytes: [UInt8]) throws(FileSystemError) {
        try remove(temporary)
        let file = try create(temporary)
        do throws(FileSystemError) {
            try file.append(bytes)
            try file.sync()
        } catch {
            // The disk may be full: what was written of it is not needed.
            try? remove(temporary)
            throw error
        }
    }
}
