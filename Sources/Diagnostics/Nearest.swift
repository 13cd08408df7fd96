/// The word of `candidates` that someone who typed `word` most likely meant, or nothing when none is near.
///
/// Near means a Damerau-Levenshtein distance (optimal string alignment) of at most a third of the word's length, and at least 1;
/// letters differ in case for free. Of equally near words the first wins.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased().unicodeScalars.prefix(120))
    let limit = max(1, typed.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
        let distance = editDistance(
            typed, Array(candidate.lowercased().unicodeScalars), limit: (best?.distance ?? limit + 1) - 1)
        if let distance { best = (candidate, distance) }
        if best?.distance == 0 { break }
    }
    return best?.word
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words, if it is at most `limit`.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int? {
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 1...left.count {
        var current = [i] + [Int](repeating: 0, count: right.count)
        for j in 1...right.count {
            let substitution = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
            current[j] = min(substitution, last[j] + 1, current[j - 1] + 1)
            if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                current[j] = min(current[j], beforeLast[j - 2] + 1)
            }
        }
        if current.allSatisfy({ $0 > limit }) { return nil }
        (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
}
