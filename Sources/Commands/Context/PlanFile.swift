import Diagnostics
import JSON
import Planning
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads and writes saved plans.
enum PlanFile {
    static func write(_ document: JSONValue, to path: String) throws {
        do throws(FileSystemError) {
            try LocalFileSystem().replace(path, with: JSONWriter.write(document, style: .pretty))
        } catch {
            throw DiagnosticsError(
                Diagnostic(.invalidPlanFile, "the plan can't be saved: \(error.description)", at: nil))
        }
    }

    static func read(_ path: String) throws -> SavedPlan {
        let bytes: [UInt8]
        do throws(FileSystemError) {
            guard let found = try LocalFileSystem().read(path) else { throw FileSystemError(.read, path, code: ENOENT) }
            bytes = found
        } catch {
            throw DiagnosticsError(
                Diagnostic(.invalidPlanFile, "`\(path)` can't be read: \(error.description)", at: nil))
        }
        do throws(SavedPlanError) {
            return try SavedPlan.read(bytes)
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    error.isStale ? .stalePlan : .invalidPlanFile, "`\(path)` can't be used: \(error.reason)", at: nil,
                    fix: error.isStale ? "make the plan anew" : nil))
        }
    }
}
