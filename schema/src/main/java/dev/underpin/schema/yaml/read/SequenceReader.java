package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.SequenceOptions;
import java.util.Optional;

/** Reads the settings of a sequence from a mapping. */
final class SequenceReader {
  private SequenceReader() {}

  static SequenceOptions read(YamlFields fields) {
    return new SequenceOptions(
        Optional.empty(),
        fields.text("type"),
        number(fields, "start"),
        number(fields, "increment"),
        number(fields, "min"),
        number(fields, "max"),
        number(fields, "cache"),
        fields.flag("cycle"));
  }

  private static Optional<Long> number(YamlFields fields, String key) {
    return fields.get(key).flatMap(YamlValue::integer);
  }
}
