/// The first word of a fence's info string.
enum BlockKind: String {
    case table, chart, tiles, notice, badges, compare, card, steps, fold
}
