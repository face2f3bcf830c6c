package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.model.QualifiedName;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The name of a routine as the catalog has it, with the types of its arguments. */
final class RoutineName {
  private RoutineName() {}

  /** The types in the catalog's words, and without a length or precision, which no argument has. */
  static QualifiedName of(QualifiedName name) {
    int open = name.name().indexOf('(');
    if (open < 0 || !name.name().endsWith(")")) return name;
    String arguments =
        name.name()
            .substring(open + 1, name.name().length() - 1)
            .replaceAll("\\([^()]*\\)", "")
            .strip();
    if (arguments.isEmpty()) return name.withName(name.name().substring(0, open) + "()");
    String types =
        Arrays.stream(arguments.split(",", -1))
            .map(String::strip)
            .map(type -> TypeName.parse(type).map(NeutralTypes::translate).orElse(type))
            .collect(Collectors.joining(", "));
    return name.withName(name.name().substring(0, open) + "(" + types + ")");
  }
}
