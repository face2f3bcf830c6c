package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The enums that must be copied into the scratch: new ones, and ones that get labels, since a label
 * that is added to the real one could not be used in the same transaction.
 *
 * <p>A copy of an enum that is written without its namespace has its name, and hides it. That would
 * lose the qualifier of all others, so their copies have names of their own, which are translated
 * both ways.
 */
final class ScratchTypes {
  private final boolean multiranges;
  private final List<EnumType> copies = new ArrayList<>();
  private final Map<QualifiedName, String> toScratch = new HashMap<>();
  private final Map<String, String> fromScratch = new HashMap<>();

  ScratchTypes(Schema desired, Schema live, String searched, PostgresDialect dialect) {
    multiranges = dialect.engine().version().atLeast(14);
    for (EnumType type : desired.enums().values()) {
      EnumType existing = live.enums().get(type.name());
      if (existing != null && existing.labels().containsAll(type.labels())) continue;
      String spelled = dialect.spelledType(type.name(), searched);
      boolean hides = spelled.equals(dialect.spelled(type.name().name()));
      String name = hides ? type.name().name() : "underpin_enum_" + copies.size();
      QualifiedName copy = new QualifiedName("pg_temp", name);
      copies.add(new EnumType(copy, type.labels(), Optional.empty()));
      toScratch.put(type.name(), dialect.quote(copy));
      if (!hides) {
        fromScratch.put(name, spelled);
      }
    }
  }

  /** True where a range type brings a multirange type. */
  boolean hasMultiranges() {
    return multiranges;
  }

  List<EnumType> copies() {
    return copies;
  }

  /** A text of the desired schema, with the qualified names of copied enums replaced. */
  String toScratch(String text) {
    return CanonicalForm.replaceQualified(text, toScratch);
  }

  /** A text that was read back, with the names of the copies replaced. */
  String fromScratch(String text) {
    return CanonicalForm.replaceIdentifiers(text, fromScratch);
  }
}
