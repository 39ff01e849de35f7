/// How likely a contact is to open, click and bounce: a few read nearly everything, most almost nothing.
struct Propensity {
    let opens: Double
    let clicks: Double
    let bounces: Double

    init(mixer: Mixer, list: Int, contact: Int) {
        let reading = mixer.unit(.propensity, list, contact)
        opens = reading < 0.02 ? 40 : reading < 0.10 ? 9 : reading < 0.35 ? 2 : 0.35
        clicks = reading < 0.02 ? 1.5 : 1
        bounces = mixer.unit(.propensity, list, contact, 1) < 0.06 ? 12 : 0.3
    }
}
