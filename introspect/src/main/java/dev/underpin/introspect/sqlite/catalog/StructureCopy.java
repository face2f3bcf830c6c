package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that create a part of a database in another one. The part is closed: a table comes
 * with those that its statement names, a view, trigger or virtual table with those that it names
 * and that name it.
 */
public final class StructureCopy {
  private final StoredSchema stored;
  private final Map<SchemaRow, Set<String>> words = new HashMap<>();
  private final Set<String> included = new HashSet<>();

  private StructureCopy(StoredSchema stored) {
    this.stored = stored;
  }

  /**
   * @param names of tables, views and triggers
   */
  public static List<String> of(StoredSchema stored, Set<String> names) {
    StructureCopy copy = new StructureCopy(stored);
    names.forEach(name -> copy.included.add(Identifiers.lower(name)));
    copy.close();
    return copy.statements();
  }

  private void close() {
    Set<String> tables = new HashSet<>();
    for (SchemaRow row : stored.rows())
      if (row.is("table") || row.is("view")) tables.add(Identifiers.lower(row.name()));
    int before;
    do {
      before = included.size();
      for (SchemaRow row : stored.rows()) {
        if (row.is("index") || row.sql().isEmpty()) continue;
        boolean follows = !row.is("table") || stored.isVirtual(row);
        if (follows
            && words(row).stream().anyMatch(w -> included.contains(w) && tables.contains(w)))
          included.add(Identifiers.lower(row.name()));
        if (included.contains(Identifiers.lower(row.name())))
          for (String word : words(row)) if (tables.contains(word)) included.add(word);
      }
    } while (included.size() > before);
  }

  private List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (SchemaRow row : stored.rows()) {
      String owner = row.is("index") ? row.table() : row.name();
      boolean internal = Identifiers.lower(row.name()).startsWith("sqlite_");
      boolean shadow = row.is("table") && stored.virtualOwner(row.name()).isPresent();
      if (row.sql().isEmpty() || internal || shadow || !included.contains(Identifiers.lower(owner)))
        continue;
      statements.add(row.sql());
    }
    return statements;
  }

  /** The names and strings in a statement: a virtual table may have a table's name as either. */
  private Set<String> words(SchemaRow row) {
    return words.computeIfAbsent(
        row,
        r ->
            Lexer.tokens(r.sql()).stream()
                .filter(t -> t.isName() || t.kind() == Token.Kind.STRING)
                .map(t -> Identifiers.lower(t.name()))
                .collect(Collectors.toSet()));
  }
}
