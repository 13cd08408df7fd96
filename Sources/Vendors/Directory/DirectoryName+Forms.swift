import Campaigns
import Foundation

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
