package import Diagnostics

/// One document of a file.
package struct YAMLDocument: Sendable {
    /// The document's value; nothing when it is empty: no content, only comments, or a lone plain null.
    package var root: YAMLNode?
    /// From the first to the last character of the content. Where there is none, the document's marker.
    package var range: SourceRange

    package init(root: YAMLNode?, range: SourceRange) {
        self.root = root
        self.range = range
    }
}

/// What a file holds: the documents that could be read, and every fault found on the way, in the order of the text.
package struct YAMLStream: Sendable {
    package var documents: [YAMLDocument]
    package var diagnostics: [Diagnostic]

    package init(documents: [YAMLDocument] = [], diagnostics: [Diagnostic] = []) {
        self.documents = documents
        self.diagnostics = diagnostics
    }
}

/// How much of a file is read at most, so that no file takes the reader's time or memory away.
package struct YAMLLimits: Sendable, Hashable {
    /// Bytes of a file; and of the text that the aliases of a document stand for.
    package var maxBytes: Int
    /// Sequences and mappings inside each other; the root is at depth 1.
    package var maxDepth: Int
    /// Scalars (keys too), sequences and mappings of a document; what an alias stands for counts each time.
    package var maxNodes: Int

    package init(maxBytes: Int = 4 << 20, maxDepth: Int = 64, maxNodes: Int = 100_000) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
        self.maxNodes = maxNodes
    }

    package static let standard = YAMLLimits()
}
