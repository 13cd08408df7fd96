import Campaigns
import JSON

extension DirectoryPage.Entry {
    /// What stands in a list under an id of a form; nothing where it is not what the vendor documents. A name of another form than
    /// text is such a fault, and no name is none: most vendors require but the id.
    ///
    /// - Parameters:
    ///   - shown: the member with the name that people see, where it isn't the one that is looked for.
    ///   - absence: why it is of no use, if it is.
    init?(
        _ object: JSONObject, id: String?, appID: String? = nil, name: String, shown: String? = nil,
        absence: (inout ItemReader) -> String? = { _ in nil }
    ) {
        guard let id else { return nil }
        var reader = ItemReader(object)
        let text = reader.text(name)
        let title = shown.flatMap { reader.text($0) } ?? text
        let item = DirectoryItem(
            id: id, appID: appID, displayName: title.flatMap(AnswerText.line) ?? id, absence: absence(&reader))
        guard reader.isReadable else { return nil }
        self.init(name: text, item: item)
    }
}

extension AnswerText {
    /// An id that a vendor gave and documents to be a UUID.
    static func uuid(_ value: JSONValue?) -> String? {
        value?.stringValue.flatMap { UUIDText.isValid($0) ? $0 : nil }
    }
}
