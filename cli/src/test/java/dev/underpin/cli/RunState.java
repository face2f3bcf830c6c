package dev.underpin.cli;

import dev.underpin.testkit.TestDatabase;
import java.util.List;
import java.util.SortedMap;

/** What a run leaves: the catalog, the rows and the history. */
record RunState(List<String> catalog, SortedMap<String, List<String>> rows, Object history) {
  static RunState of(TestDatabase db) {
    String prefix = db.engine().equals("postgresql") ? "underpin." : "underpin_";
    return new RunState(
        CatalogDump.of(db),
        db.dump(),
        List.of(
            db.rows("select id, state from " + prefix + "migrations order by id"),
            db.rows("select number, state, statements_done from " + prefix + "steps order by 1")));
  }
}
