import Campaigns
import Foundation
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

extension DirectoryName {
    /// The name in each form that a vendor which compares bytes may have it: as a person wrote it, composed (NFC), and decomposed
    /// (NFD). Most names have one. A vendor that has another form still, as a sign for a unit in place of its letter, has the name only
    /// for who writes it so.
    var forms: [String] {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return [name] }
        var forms = [name]
        for form in [name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping]
        where !forms.contains(where: { $0.utf8.elementsEqual(form.utf8) }) {
            forms.append(form)
        }
        return forms
    }
}
