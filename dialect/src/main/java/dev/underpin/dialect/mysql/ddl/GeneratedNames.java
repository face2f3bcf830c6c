package dev.underpin.dialect.mysql.ddl;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that the server made for constraints from their table's: they change with it when it is
 * renamed, also where a person wrote them.
 */
public final class GeneratedNames {
  private static final Pattern TAIL = Pattern.compile("_(ibfk|chk)_\\d+");

  private GeneratedNames() {}

  /** The table under another name, with the constraints that are named after it. */
  public static Table follow(Table table, QualifiedName to) {
    String from = table.name().name();
    return table
        .withName(to)
        .mapConstraints(
            c ->
                c.name().filter(n -> isAfter(n, from)).isPresent()
                    ? c.withName(Optional.of(to.name() + c.name().get().substring(from.length())))
                    : c);
  }

  private static boolean isAfter(String name, String table) {
    return name.startsWith(table) && TAIL.matcher(name.substring(table.length())).matches();
  }
}
