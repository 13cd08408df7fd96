import Campaigns
import JSON

/// Users and apps, by pages of 100 that are linked as in the documentation's example: a relative link, with a path that is not public.
extension CakewalkStandIn {
    private static let pageSize = 100
    private static let cursorPrefix = "pageNumber="
    private static let cursorSuffix = "&pageSize=\(pageSize)"

    static func users(_ call: StandInCall) -> StandInReply {
        let statuses = ["Invited": 1, "Active": 2]
        return page(call, "Users", call.directory(.cakewalk).users) { user in
            [
                "id": .string(user.id), "name": .string(user.name), "email": .string(user.email),
                "statusId": .integer(statuses[user.status] ?? 3), "statusName": .string(user.status),
            ]
        }
    }

    static func apps(_ call: StandInCall) -> StandInReply {
        page(call, "WorkApps", call.directory(.cakewalk).items[.app] ?? []) { app in
            ["id": .string(app.id), "name": .string(app.name), "statusId": 1, "statusName": "Managed"]
        }
    }

    private static func page<Item>(
        _ call: StandInCall, _ collection: String, _ items: [Item], _ shown: (Item) -> JSONValue
    ) -> StandInReply {
        guard call.hasOnly(["cursor"]) else { return problem(400, "Bad Request", "Only cursor is taken.") }
        let cursor = call.request.query["cursor"]
        guard let number = cursor.map(pageNumber) ?? 0, number >= 0, number == 0 || number * pageSize < items.count
        else { return problem(400, "Bad Request", "The cursor is not valid.") }
        let start = number * pageSize
        let end = min(start + pageSize, items.count)
        return StandInReply(
            200,
            [
                "data": .array(items[start..<end].map(shown)),
                "links": [
                    "self": .string(link(collection, cursor)),
                    "next": end < items.count ? .string(link(collection, self.cursor(number + 1))) : .null,
                ],
            ])
    }

    private static func link(_ collection: String, _ cursor: String?) -> String {
        "/api/v1/OpenApiBFF/\(collection)" + (cursor.map { "?cursor=\($0)" } ?? "")
    }

    /// The documentation's sample is `pageNumber=1&pageSize=100` in Base64.
    private static func cursor(_ page: Int) -> String {
        let text = Base64.standard.encode(Array("\(cursorPrefix)\(page)\(cursorSuffix)".utf8))
        return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }

    private static func pageNumber(_ cursor: String) -> Int? {
        let unpadded = String(cursor.reversed().drop { $0 == "=" }.reversed())
        guard let bytes = Base64.standard.decode(unpadded) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix(cursorPrefix), text.hasSuffix(cursorSuffix) else { return nil }
        return Int(text.dropFirst(cursorPrefix.count).dropLast(cursorSuffix.count))
    }
}
