package import JSON

/// One call that a resource is made of: what is sent, and where.
package struct Call: Sendable, Hashable {
    /// What a call does to its resource, in the order in which they are made.
    package enum Step: String, Sendable, Hashable, CaseIterable {
        /// Makes the resource; never sent again while its outcome is unknown.
        case create
        /// Sets what is reviewed. May be repeated.
        case scope
        /// Sets everything that the create call can't, an automatic start among it. May be repeated.
        case settings
    }

    package var step: Step
    package var method: HTTPMethod
    /// The path behind the platform's base URL, `{id}` standing for the vendor's id of the resource.
    package var path: String
    /// What is sent; the word `asap` stands where an instant is worked out when the call is made.
    package var body: JSONValue

    package init(step: Step, method: HTTPMethod = .post, path: String, body: JSONValue) {
        self.step = step
        self.method = method
        self.path = path
        self.body = body
    }
}

package enum HTTPMethod: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
}

/// What a vendor answered to one request.
package struct Answer: Sendable, Hashable {
    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var status: Int
    package var headers: [Header]
    package var body: [UInt8]

    package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
