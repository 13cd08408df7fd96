package import Campaigns

/// How Cakewalk knows who calls: two headers on every request, as its reference for `POST /api/v1/AccessReviews` says.
package enum CakewalkSignIn {
    package static func headers(key: Secret, secret: Secret) -> [Answer.Header] {
        [Answer.Header("X-API-KEY", key.reveal()), Answer.Header("X-API-SECRET", secret.reveal())]
    }
}
