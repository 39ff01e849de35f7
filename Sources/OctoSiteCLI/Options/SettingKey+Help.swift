import ArgumentParser

extension SettingKey {
    /// For the flag that goes before the setting.
    var help: ArgumentHelp { ArgumentHelp("\(definition.sentence)", valueName: definition.valueName) }
}
