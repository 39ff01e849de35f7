/// Words for the names of people, places and lists, and for addresses. Domains end in the reserved `.example`.
enum Vocabulary {
    static let firstNames = words(
        """
        Maria James Linda Robert Patricia John Jennifer Michael Elena David Barbara William Susan Richard Jessica Joseph Sarah
        Thomas Karen Charles Nancy Daniel Lisa Matthew Betty Anthony Sandra Mark Ashley Donald Emily Steven Donna Andrew
        Michelle Paul Carol Joshua Amanda Kenneth Melissa Kevin Deborah Brian Stephanie George Rebecca Edward Laura Ronald Zoë
        José Sofía André Aisha Wei Priya Ngozi Björn Chloé
        """)

    static let lastNames = words(
        """
        Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson
        Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young
        Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts
        Gómez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez
        Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson O'Neill Müller
        """)

    static let cities: [(name: String, zip: String)] = [
        ("Maple Grove", "010"), ("Cedar Falls", "021"), ("Riverton", "134"), ("Lakewood", "208"), ("Fairview", "226"),
        ("Greenville", "296"), ("Springdale", "327"), ("Ashland", "411"), ("Oak Park", "482"), ("Milton", "537"),
        ("Georgetown", "606"), ("Clayton", "631"), ("Salem", "703"), ("Burlington", "752"), ("Bristol", "801"),
        ("Franklin", "853"), ("Clinton", "871"), ("Marion", "902"), ("Dover", "945"), ("Auburn", "980"),
    ]

    static let streets = [
        "Oak Street", "Maple Avenue", "Cedar Lane", "Elm Street Apt 4B", "Washington Blvd", "Lake View Drive",
        "Hillcrest Road",
        "N 4th Street", "Sunset Terrace", "Mill Pond Court", "Park Place #12", "County Road 9", "Church Street, Unit 3",
        "Prospect Avenue", "River Bend",
    ]

    /// Mailbox providers with the upper end of their share, in thousandths.
    static let providers: [(Int, String)] = [
        (360, "gmail.example"), (520, "yahoo.example"), (610, "outlook.example"), (680, "hotmail.example"),
        (740, "icloud.example"), (785, "aol.example"), (830, "comcast.example"), (850, "protonmail.example"),
    ]

    static let domainWords = words(
        """
        river cedar maple harbor summit valley granite prairie coastal pioneer liberty union heritage sunrise northern blue
        silver golden iron willow juniper aspen falcon heron otter bright clear grand little old
        """)
    static let domainEnds = [
        "-credit", "farms", "-school", "health", "-dental", "works", "net", "-county", "clinic", "-law",
    ]

    static func listName(_ list: Int) -> String {
        let names = [
            "Home energy reports", "Solar interest", "Heat pump waitlist", "Renters & small homes",
            "Newsletter, \"classic\"",
        ]
        return list < names.count ? names[list] : names[list % names.count] + " \(list / names.count + 1)"
    }

    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }

    /// A name as the local part of an address: lower case, only letters, no accents.
    static func ascii(_ name: String) -> String {
        var text = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z": text.unicodeScalars.append(scalar)
            case "é", "ë": text += "e"
            case "í": text += "i"
            case "ó", "ö": text += "o"
            case "ü": text += "u"
            default: break
            }
        }
        return text
    }
}
