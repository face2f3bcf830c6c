package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of tables that name a routine, type, collation or text search configuration which the
 * plan creates or drops: they come after it is created, and before it is dropped. A step whose
 * rollback names it takes its use away, and so does one that puts a table or column into the trash.
 */
public final class NamedObjects {
  private final PostgresContext context;
  private final Map<String, List<StepKey>> created = new HashMap<>();
  private final Map<String, List<StepKey>> dropped = new HashMap<>();
  private final Set<String> types = new HashSet<>();
  private final Set<String> collations = new HashSet<>();
  private final Set<String> searches = new HashSet<>();
  private final Set<StepKey> droppedExtensions = new HashSet<>();

  public NamedObjects(PostgresContext context, List<Change> changes) {
    this.context = context;
    for (Change change : changes) {
      if (change instanceof Change.CreateObject c) add(created, c.object());
      if (change instanceof Change.DropObject c) {
        add(dropped, c.object());
        if (c.object().kind() == Kind.EXTENSION)
          droppedExtensions.add(State.OBJECT.of(c.object().name()));
      }
    }
    // A table of that name cannot be told from a call.
    for (Schema schema : List.of(context.catalog().schema(), context.target())) {
      for (var table : schema.tables().keySet()) {
        created.remove(table.name());
        dropped.remove(table.name());
      }
    }
  }

  private void add(Map<String, List<StepKey>> objects, SchemaObject object) {
    boolean type = object.kind().isType();
    boolean collation = object.kind() == Kind.COLLATION;
    boolean search = object.kind().isTextSearch();
    if (!type && !collation && !search && object.kind() != Kind.FUNCTION) return;
    String name = ObjectTrash.bare(object.name()).name();
    if (object.kind() == Kind.RANGE_TYPE) {
      String multirange = context.multirange(object).name();
      types.add(multirange);
      objects
          .computeIfAbsent(multirange, n -> new ArrayList<>())
          .add(State.OBJECT.of(object.name()));
    }
    if (type) types.add(name);
    if (collation) collations.add(name);
    if (search) searches.add(name);
    objects.computeIfAbsent(name, n -> new ArrayList<>()).add(State.OBJECT.of(object.name()));
  }

  /** The steps, each with what it waits for. */
  public List<UnorderedStep> ordered(List<UnorderedStep> drafts) {
    if (created.isEmpty() && dropped.isEmpty() && droppedExtensions.isEmpty()) return drafts;
    return drafts.stream().map(this::ordered).toList();
  }

  /** Of an object the server has said what it uses. */
  private UnorderedStep ordered(UnorderedStep draft) {
    boolean object =
        Stream.of(draft.creates(), draft.destroys())
            .flatMap(Set::stream)
            .anyMatch(key -> key.state() == State.OBJECT);
    if (object) return draft;
    Set<StepKey> releases = keys(dropped, draft.step().down());
    for (Change effect : draft.step().effects()) {
      if (effect instanceof Change.DropTable c) {
        releases.addAll(keys(dropped, context.ddl().createTable(c.definition(), true)));
        c.definition().columns().forEach(column -> leaves(column, releases));
        c.definition().indexes().forEach(index -> leaves(index, releases));
        c.definition().constraints().forEach(constraint -> leaves(constraint, releases));
      }
      if (effect instanceof Change.DropIndex c) leaves(c.index(), releases);
      if (effect instanceof Change.AlterIndex c) leaves(c.before(), releases);
      if (effect instanceof Change.DropConstraint c) leaves(c.constraint(), releases);
      if (effect instanceof Change.DropColumn c) leaves(c.column(), releases);
      if (effect instanceof Change.AlterColumn c) leaves(c.before(), releases);
    }
    return draft.withKeys(keys(created, draft.step().up()), releases);
  }

  private void leaves(Column column, Set<StepKey> releases) {
    releases.addAll(keys(dropped, List.of(column.type())));
    column.collation().ifPresent(c -> releases.addAll(keys(dropped, List.of("COLLATE " + c))));
    if (context.isOfExtension(column)) releases.addAll(droppedExtensions);
  }

  private void leaves(Index index, Set<StepKey> releases) {
    if (context.extensionTypes().mayHaveOperatorsOf(index)) releases.addAll(droppedExtensions);
  }

  private void leaves(Constraint constraint, Set<StepKey> releases) {
    if (context.extensionTypes().mayHaveOperatorsOf(constraint)) releases.addAll(droppedExtensions);
  }

  private Set<StepKey> keys(Map<String, List<StepKey>> objects, List<String> statements) {
    Set<StepKey> keys = new HashSet<>();
    if (objects.isEmpty()) return keys;
    for (String sql : statements) {
      for (String search : TextSearchNames.in(sql))
        if (searches.contains(search)) keys.addAll(objects.getOrDefault(search, List.of()));
      List<Token> tokens = Lexer.tokens(sql);
      for (int i = 0; i < tokens.size(); i++) {
        if (!tokens.get(i).identifier()) continue;
        String name = tokens.get(i).name();
        boolean call = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        boolean collate = collations.contains(name) && isCollation(tokens, i);
        if (call || collate || types.contains(name))
          keys.addAll(objects.getOrDefault(name, List.of()));
      }
    }
    return keys;
  }

  /** The name stands behind COLLATE, with its namespace or without. */
  private static boolean isCollation(List<Token> tokens, int i) {
    int first = i > 1 && tokens.get(i - 1).is(".") ? i - 2 : i;
    return first > 0 && tokens.get(first - 1).word("collate");
  }
}
