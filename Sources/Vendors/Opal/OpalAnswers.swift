import Campaigns
import JSON

// Opal documents no body for its errors, so they are shown as they come.

extension OpalUAR {
    /// 200 with the review; it says no state.
    func created(by answer: Answer) -> Created? { OpalAnswer.created(answer, id: "uar_id") }

    /// One call makes the whole review and is answered with it: nothing comes after that a read could stop.
    func readBack(after step: Call.Step, of calls: [Call]) -> ReadBack? { nil }

    func verification(of answer: Answer, after step: Call.Step, of calls: [Call]) -> Verification { .unreadable }
}

extension OpalRequest {
    /// 200 with the request's id alone.
    func created(by answer: Answer) -> Created? { OpalAnswer.created(answer, id: "id") }

    func readBack(after step: Call.Step, of calls: [Call]) -> ReadBack? { nil }

    func verification(of answer: Answer, after step: Call.Step, of calls: [Call]) -> Verification { .unreadable }
}

private enum OpalAnswer {
    static func created(_ answer: Answer, id: String) -> Created? {
        guard (200..<300).contains(answer.status) else { return nil }
        return AnswerText.identifier(AnswerText.json(answer)?[id]).map { Created(id: $0) }
    }
}
