package dev.underpin.schema;

import dev.underpin.schema.model.Schema;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A schema as earlier versions counted it: 256 bits, and a table as one text. Migrations and
 * histories that they wrote are compared with it.
 *
 * @param core 64 digits
 */
record EarlierFingerprint(String core, ObjectCounts objects) {
  static EarlierFingerprint of(Schema schema) {
    Digests digests = Digests.LONG;
    BigInteger core =
        Stream.of(
                schema.tables().values().stream()
                    .filter(t -> t.partition().isEmpty())
                    .map(PartTexts::text),
                schema.enums().values().stream().map(PartTexts::text),
                schema.sequences().values().stream().map(PartTexts::text))
            .flatMap(texts -> texts)
            .map(digests::number)
            .reduce(BigInteger.ZERO, BigInteger::add);
    ObjectCounts objects = new ObjectCounts(digests);
    schema.objects().values().forEach(o -> objects.add(o, Optional.empty()));
    return new EarlierFingerprint(digests.hex(core), objects);
  }
}
