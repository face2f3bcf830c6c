package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --checklist} lists what a person does for this plan, and nothing else. */
class ChecklistTest {
  @TempDir Path folder;

  private String checklist(TestDatabase db, String... more) throws Exception {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(new String[] {"plan", "--checklist", "--url", db.url()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    Cli.Answer answer = new Cli(folder).run(arguments);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out().replace(db.url(), "URL");
  }

  private void declare(String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  @Test
  void says_what_the_plan_asks_for() throws Exception {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "create table items (id integer primary key, name text, old text)",
          "insert into items values (1, null, 'x')");
      declare(
          "tables: { items: { columns: { id: integer, name: text, note: text }, primary_key: [id] } }");
      assertThat(checklist(db, "--allow", "drop-column,rename-guess"))
          .contains(
              "## Before",
              "- [ ] Approve `--allow drop-column` for step 2.",
              "- [ ] Save and commit the migration: `underpin plan --save NAME --url URL --allow drop-column,rename-guess`",
              "- [ ] Run step 1, while the old application runs: `underpin apply --phase backfill --url URL`",
              "- [ ] Deploy the new application everywhere.",
              "- [ ] Run step 2, when no old application runs: `underpin apply --url URL`",
              "- [ ] When the old values are not needed any more: `underpin purge --url URL`",
              "- [ ] Schema and rows as they were: `underpin rollback --url URL`")
          .doesNotContain("Make a backup", "Choose a quiet time", "steps are many");
      declare(
          "tables: { items: { columns: { id: integer, name: text not null, old: text }, primary_key: [id] } }");
      assertThat(checklist(db))
          .contains("- [ ] 1 row of items has NULL in name (1) [UP301]: Add under");
      declare(
          "tables: { items: { columns: { id: integer, name: text, old: text, note: text }, primary_key: [id] } }");
      assertThat(checklist(db))
          .contains(
              "- [ ] Run it, while the old application runs", "- [ ] Deploy the new application.")
          .doesNotContain("Approve", "purge");
      declare(
          "tables: { items: { columns: { id: integer, name: text, old: text }, primary_key: [id] } }");
      assertThat(checklist(db)).startsWith("# ").doesNotContain("- [ ]");
    }
  }

  @Test
  void has_a_form_of_its_own() {
    Cli.Answer answer =
        new Cli(folder).run("plan", "--checklist", "--summary", "--url", "sqlite:x.db");
    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("--checklist has a form of its own");
  }
}
