import Foundation

/// The environment variables of this process.
enum ProcessEnvironment {
    static func variables() -> [String: String] { ProcessInfo.processInfo.environment }
}
