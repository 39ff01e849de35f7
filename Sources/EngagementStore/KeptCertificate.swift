package import Engagement

/// A certificate, and whether a rollback has voided it.
package struct KeptCertificate: Hashable, Sendable {
    package var certificate: Certificate
    package var isVoided: Bool

    package init(_ certificate: Certificate, isVoided: Bool = false) {
        self.certificate = certificate
        self.isVoided = isVoided
    }
}
