package dev.underpin.workflow.doctor;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.GrantUse;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at a database, its user and the migrations folder, and changes nothing.
 *
 * @param use what the user is to do: what it may not do beyond that is no problem
 */
public record DoctorWorkflow(Settings settings, GrantUse use) {
  /** Look at everything. */
  public DoctorResult examine() {
    long start = System.nanoTime();
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      long ms = (System.nanoTime() - start) / 1_000_000;
      Database database = live.database();
      List<Diagnosis> found = new ArrayList<>();
      found.add(Diagnosis.fine("connection", "%s answers (%d ms).".formatted(database.url(), ms)));
      found.add(Diagnosis.fine("server", database.engine() + " is supported."));
      rights(database, found);
      found.addAll(
          database.asking(
              () -> database.engineRunner().examine(database.connection(), database.url())));
      live.underWay()
          .ifPresent(
              who -> found.add(Diagnosis.note("runs", "A run is under way, by " + who + ".")));
      history(live, found);
      return new DoctorResult(database.url().display(), database.engine(), found);
    }
  }

  /** The GRANT statements that a user needs. */
  public List<String> grants(String user) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Database database = live.database();
      return database.asking(
          () -> database.engineRunner().grants(database.connection(), use, Optional.of(user)));
    }
  }

  private void rights(Database database, List<Diagnosis> found) {
    for (GrantUse each : GrantUse.values()) {
      List<String> missing =
          database.asking(() -> database.engineRunner().missingGrants(database.connection(), each));
      String what = commands(each);
      if (missing.isEmpty()) found.add(Diagnosis.fine("rights", "The user may run " + what + "."));
      else if (use.includes(each))
        found.add(
            Diagnosis.problem(
                "rights",
                "The user lacks privileges for " + what + ". An owner can give them:",
                missing));
      else found.add(Diagnosis.note("rights", "The user lacks privileges for " + what + "."));
    }
  }

  private static String commands(GrantUse use) {
    return switch (use) {
      case READ -> "inspect, drift and status";
      case PLAN -> "plan and diff";
      case APPLY -> "apply and rollback";
    };
  }

  private void history(LiveDatabase live, List<Diagnosis> found) {
    MigrationStates history;
    try {
      history = live.history();
    } catch (UnderpinException e) {
      found.add(Diagnosis.problem("history", "It cannot be read: " + e.labelled(), List.of()));
      return;
    }
    long applied = history.items().stream().filter(i -> i.entry().isPresent()).count();
    found.add(
        Diagnosis.fine(
            "history", "It can be read: " + StepNumbers.count((int) applied, "migration") + "."));
    folder(history, found);
  }

  private void folder(MigrationStates history, List<Diagnosis> found) {
    if (!Files.exists(settings.migrations())) {
      found.add(
          Diagnosis.note("migrations", "There is no folder " + settings.migrations() + " yet."));
      return;
    }
    int before = found.size();
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<String> withoutDown =
        folder.ids().stream()
            .filter(id -> !Files.exists(folder.path().resolve(id).resolve("down.sql")))
            .toList();
    if (!withoutDown.isEmpty())
      found.add(
          Diagnosis.problem(
              "migrations",
              "down.sql is missing of " + String.join(", ", withoutDown) + ".",
              List.of("Restore it from version control.")));
    add(
        found,
        history,
        MigrationStates.State.EDITED,
        "edited after being applied",
        "Restore the files (git checkout).");
    add(
        found,
        history,
        MigrationStates.State.MISSING,
        "applied, and their files are missing",
        "Restore the files (git checkout).");
    add(
        found,
        history,
        MigrationStates.State.PARTIAL,
        "partially applied",
        "Finish it or roll it back:  underpin status");
    add(
        found,
        history,
        MigrationStates.State.UNREADABLE,
        "not to be run here",
        "See why:  underpin status");
    lock(folder, found);
    if (found.size() == before)
      found.add(
          Diagnosis.fine(
              "migrations",
              "The folder %s has %s, of which %d pending."
                  .formatted(
                      settings.migrations(),
                      StepNumbers.count(folder.ids().size(), "migration"),
                      history.pending().size())));
  }

  private static void add(
      List<Diagnosis> found,
      MigrationStates history,
      MigrationStates.State state,
      String what,
      String remedy) {
    List<MigrationStates.Item> items = history.in(state);
    if (items.isEmpty()) return;
    String ids = items.stream().map(MigrationStates.Item::id).collect(Collectors.joining(", "));
    found.add(
        Diagnosis.problem(
            "migrations", "Migrations are " + what + ": " + ids + ".", List.of(remedy)));
  }

  private static void lock(MigrationFolder folder, List<Diagnosis> found) {
    try {
      Optional<LockFile> lock = folder.lock().map(LockFile::required);
      if (lock.isEmpty() && !folder.ids().isEmpty())
        found.add(
            Diagnosis.problem(
                "migrations",
                LockFile.NAME + " is missing.",
                List.of("Restore it from version control.")));
    } catch (UnderpinException e) {
      found.add(Diagnosis.problem("migrations", e.labelled(), List.of()));
    }
  }
}
