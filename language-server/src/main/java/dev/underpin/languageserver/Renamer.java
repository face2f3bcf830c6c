package dev.underpin.languageserver;

import dev.underpin.languageserver.names.Occurrence;
import dev.underpin.languageserver.names.Scalars;
import dev.underpin.languageserver.names.SchemaNames;
import dev.underpin.languageserver.names.Symbol;
import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.model.QualifiedName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextEdit;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Renames a table or a column: everywhere the YAML names it, and with {@code renamed_from}, so that
 * a plan renames it in the database too.
 */
final class Renamer {
  private final Workspace.Place place;
  private final Symbol symbol;
  private final String name;
  private final Map<Path, List<TextEdit>> edits = new TreeMap<>();

  /** A rename that cannot be made; the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * The edits of a rename.
   *
   * @param edits those that are sure
   * @param sql those of texts of SQL, which a person should look at
   * @param left texts of SQL that have the name and are left as they are, each as a place
   */
  record Result(
      Map<Path, List<TextEdit>> edits, Map<Path, List<TextEdit>> sql, List<String> left) {}

  private Renamer(Workspace.Place place, Symbol symbol, String name) {
    this.place = place;
    this.symbol = symbol;
    this.name = name;
  }

  /** The table or column at a position that can be renamed. */
  static Optional<Occurrence> subject(Workspace.Place place, Position position) {
    return place
        .occurrence(place.text().lines().offset(position))
        .filter(o -> o.symbol().canBeRenamed())
        .filter(o -> place.names().declaration(o.symbol()).isPresent());
  }

  static Result rename(Workspace.Place place, Position position, String name) throws Refused {
    Occurrence subject =
        subject(place, position)
            .orElseThrow(
                () -> new Refused("Only a table or a column of the schema can be renamed here."));
    return new Renamer(place, subject.symbol(), name).run();
  }

  private Result run() throws Refused {
    check();
    Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Occurrence declaration = place.names().declaration(symbol).orElseThrow();
    for (Occurrence occurrence : place.names().of(symbol)) {
      if (!done.add(occurrence.node())) continue;
      refuseShared(occurrence);
      YamlText text = text(occurrence.file());
      add(
          occurrence.file(),
          new TextEdit(text.range(occurrence.node()), Scalars.renamed(text, occurrence, name)));
    }
    new RenamedFrom(text(declaration.file()), declaration, name)
        .edits()
        .forEach(edit -> add(declaration.file(), edit));
    SqlRename sql = new SqlRename(place, symbol, name);
    sql.run();
    return new Result(edits, sql.edits(), sql.left());
  }

  private void add(Path file, TextEdit edit) {
    edits.computeIfAbsent(file, f -> new ArrayList<>()).add(edit);
  }

  private YamlText text(Path file) {
    return place.names().file(file).orElseThrow();
  }

  private void check() throws Refused {
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl))
      throw new Refused("A name cannot be empty, and has no line ends.");
    SchemaNames names = place.names();
    for (Path file : names.paths()) {
      if (!names.file(file).map(YamlText::isWhole).orElse(false))
        throw new Refused(
            "%s is not valid YAML now. Correct it, then rename.".formatted(file.getFileName()));
    }
    boolean taken =
        switch (symbol.kind()) {
          case COLUMN -> names.tables().getOrDefault(symbol.owner(), Set.of()).contains(name);
          case TABLE ->
              names.tables().containsKey(new QualifiedName(symbol.owner().schema(), name));
          default -> false;
        };
    if (taken && !name.equals(symbol.ownName()))
      throw new Refused("There is a %s %s already.".formatted(word(), name));
  }

  private String word() {
    return symbol.kind() == Symbol.Kind.COLUMN ? "column" : "table";
  }

  /** One text that several tables take in by an alias would be renamed in all of them. */
  private void refuseShared(Occurrence occurrence) throws Refused {
    for (Occurrence other : place.names().occurrences()) {
      boolean shared =
          other.node() == occurrence.node()
              && other.symbol().kind() == symbol.kind()
              && other.from() == occurrence.from()
              && !other.symbol().equals(symbol);
      if (shared)
        throw new Refused(
            "%s and %s share this text by an alias. Write it out for each, then rename."
                .formatted(symbol, other.symbol()));
    }
  }
}
