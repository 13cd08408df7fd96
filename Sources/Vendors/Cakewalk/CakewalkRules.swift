import Campaigns
import Diagnostics
import JSON

extension CakewalkAccessReview {
    func faults(in fields: JSONObject) -> [FieldFault] {
        var faults = Faults()
        faults.checkNotBlank("name", in: fields)
        if fields["workAppIds"] == [] {
            faults.wide(
                at: FieldPath("workAppIds"), "an empty `workAppIds` means every work app to Cakewalk",
                fix: "write `all` if every work app is meant, else name them")
        }
        faults.checkDuplicates(in: fields, of: table)
        return faults.found
    }
}
