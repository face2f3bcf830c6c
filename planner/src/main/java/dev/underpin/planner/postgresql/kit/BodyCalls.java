package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.StepOrder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A routine whose body is a string comes after what the body names, since it may be called while
 * the plan runs: by a materialized view, a check, an index. The server does not know what such a
 * body needs, and takes routines that name each other in any order: where the steps would wait for
 * each other, a body does not count.
 */
public final class BodyCalls {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final Map<StepKey, Set<StepKey>> needs = new HashMap<>();

  public BodyCalls(List<Change> changes) {
    Map<String, Set<StepKey>> created = new HashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c)
        add(created, c.table().name(), StepKey.table(c.table()));
      if (change instanceof Change.CreateObject c && c.object().table().isEmpty())
        add(created, plain(c.object()), State.OBJECT.of(c.object().name()));
    }
    if (created.isEmpty()) return;
    for (Change change : changes) {
      if (change instanceof Change.CreateObject c) add(c.object(), created);
    }
  }

  private static void add(Map<String, Set<StepKey>> names, String name, StepKey key) {
    names.computeIfAbsent(name, n -> new HashSet<>()).add(key);
  }

  private void add(SchemaObject object, Map<String, Set<StepKey>> created) {
    if (object.kind() != Kind.FUNCTION && object.kind() != Kind.PROCEDURE) return;
    StepKey own = State.OBJECT.of(object.name());
    Set<StepKey> named = new HashSet<>();
    for (Token token : Lexer.tokens(object.create().written())) {
      if (token.kind() != Token.Kind.STRING) continue;
      Matcher words = WORD.matcher(token.text());
      while (words.find()) named.addAll(created.getOrDefault(words.group(), Set.of()));
    }
    named.remove(own);
    if (!named.isEmpty()) needs.put(own, named);
  }

  private static String plain(SchemaObject object) {
    return ObjectTrash.bare(object.name()).name();
  }

  /** The steps, each with what it waits for. */
  public List<UnorderedStep> ordered(List<UnorderedStep> drafts) {
    if (needs.isEmpty()) return drafts;
    List<UnorderedStep> waiting = new ArrayList<>(drafts);
    waiting.replaceAll(draft -> draft.withKeys(needs(draft), Set.of()));
    boolean more = true;
    while (more) {
      more = false;
      for (List<UnorderedStep> cycle : StepOrder.cycles(waiting)) {
        for (UnorderedStep step : cycle) {
          int place = waiting.indexOf(step);
          if (place < 0 || waiting.get(place).equals(drafts.get(place))) continue;
          waiting.set(place, drafts.get(place));
          more = true;
        }
      }
    }
    return waiting;
  }

  private Set<StepKey> needs(UnorderedStep draft) {
    Set<StepKey> all = new HashSet<>();
    for (StepKey key : draft.creates()) all.addAll(needs.getOrDefault(key, Set.of()));
    return all;
  }
}
