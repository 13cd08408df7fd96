import Campaigns
import JSON

/// Cakewalk's Open API as far as Muster calls it (docs.getcakewalk.io, access-reviews).
enum CakewalkStandIn {
    private static let review = BodyShape.object(
        [
            "name": .text(minLength: 1), "description": .nullable(.text()),
            "accessReviewType": .word(["WorkAppOwner", "Manager", "CurrentUser"]),
            "dueDate": .dateTime, "workAppIds": .list(.uuid), "createdByUserId": .uuid,
        ], required: ["accessReviewType", "createdByUserId", "dueDate", "name", "workAppIds"])

    static func reply(to call: StandInCall) -> StandInReply {
        let request = call.request
        guard let key = request.header("X-API-KEY"), let secret = request.header("X-API-SECRET"), !key.isEmpty,
            !secret.isEmpty
        else {
            return problem(401, "Unauthorized", "X-API-KEY and X-API-SECRET are required.")
        }
        switch (request.method, call.path) {
        case ("POST", "/api/v1/AccessReviews"):
            if key.contains("read-only") {
                return problem(
                    403, "Forbidden operation", "This API key is read-only and cannot perform write operations.")
            }
            return create(call)
        case ("GET", "/api/v1/Users"): return users(call)
        case ("GET", "/api/v1/WorkApps"): return apps(call)
        case (_, "/api/v1/AccessReviews"), (_, "/api/v1/Users"), (_, "/api/v1/WorkApps"):
            return problem(405, "Method Not Allowed", "\(request.method) is not allowed here.")
        default: return problem(404, "Not Found", "Nothing is here.")
        }
    }

    private static func create(_ call: StandInCall) -> StandInReply {
        guard call.request.header("Content-Type")?.lowercased().hasPrefix("application/json") ?? false else {
            return problem(415, "Unsupported Media Type", "application/json is needed.")
        }
        guard let body = call.request.json else { return problem(400, "Bad Request", "The body is not JSON.") }
        let faults = review.faults(in: body)
        guard faults.isEmpty, let object = body.objectValue, let name = object["name"]?.stringValue else {
            return problem(400, "One or more validation errors occurred.", faults.joined(separator: "; "))
        }
        // What a 409 stands for is not documented; a name that is taken is the likely reading.
        if call.contents.list(call.account, "reviews").contains(where: { $0.object["name"]?.stringValue == name }) {
            return problem(409, "Conflict", "An access review with the name '\(name)' already exists.")
        }
        return StandInReply(Answer(status: 204), [call.put("reviews", StandInCall.uuid(call.nextNumber), object)])
    }

    static func problem(_ status: Int, _ title: String, _ detail: String) -> StandInReply {
        let body: JSONValue = [
            "type": .string("https://httpstatuses.io/\(status)"), "title": .string(title), "status": .integer(status),
            "detail": .string(detail),
        ]
        return StandInReply(
            Answer(
                status: status, headers: [.init("Content-Type", "application/problem+json")],
                body: JSONWriter.write(body)))
    }
}
