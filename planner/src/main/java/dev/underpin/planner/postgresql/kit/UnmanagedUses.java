package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notes on what is not managed and uses a table or column that the plan takes out of service. */
public record UnmanagedUses(PostgresContext context, StepSink sink) {
  public void note(List<Change> changes) {
    context
        .catalog()
        .schema()
        .unmanaged()
        .ifPresent(all -> all.forEach((what, text) -> note(what, text, changes)));
  }

  private void note(String what, String text, List<Change> changes) {
    if (what.startsWith(Schema.PARTITION) || !text.startsWith("CREATE")) return;
    Set<String> words = new HashSet<>();
    for (Token token : Lexer.tokens(text)) if (token.identifier()) words.add(token.name());
    for (Change change : changes) {
      if (change instanceof Change.DropTable c && words.contains(c.table().name()))
        note(what, c.table().toString());
      if (change instanceof Change.DropColumn c
          && words.contains(c.table().name())
          && words.contains(c.column().name())) note(what, c.table() + "." + c.column().name());
    }
  }

  private void note(String what, String used) {
    String end =
        context.isDiscarded(used)
            ? "; the server drops it with that"
            : " and follows that into the trash";
    sink.note(what, "uses " + used + end);
  }
}
