package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.Optional;

/**
 * What {@code renamed_from} says: a name, or the name and {@code online}.
 *
 * @param name where it has the name that the thing had; absent where that is missing
 * @param online true where both names are to work for a while
 */
record RenameReader(Optional<YamlValue> name, boolean online) {
  static RenameReader read(YamlValue item) {
    Optional<YamlValue> chosen = item.chosen(YamlKeys.RENAME);
    if (chosen.isEmpty()) return new RenameReader(Optional.empty(), false);
    if (!chosen.get().isMapping()) return new RenameReader(chosen, false);
    YamlFields fields = chosen.get().fields(YamlKeys.RENAME);
    return new RenameReader(fields.require("name"), fields.flag("online"));
  }
}
