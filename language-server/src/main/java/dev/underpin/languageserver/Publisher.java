package dev.underpin.languageserver;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** Sends the diagnostics of all open projects, a moment after the last change. */
final class Publisher {
  private static final Logger LOG = Logger.getLogger(LanguageServerRun.LOG);
  private static final long DELAY_MILLIS = 150;

  private final Workspace workspace;
  private final Supplier<Optional<LanguageClient>> client;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "underpin-diagnostics");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Path> published = new HashSet<>();
  private @Nullable ScheduledFuture<?> waiting;

  Publisher(Workspace workspace, Supplier<Optional<LanguageClient>> client) {
    this.workspace = workspace;
    this.client = client;
  }

  /** Something has changed. */
  synchronized void all() {
    ScheduledFuture<?> before = waiting;
    if (before != null) before.cancel(false);
    try {
      waiting = timer.schedule(this::publish, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.fine("The server is shutting down.");
    }
  }

  void stop() {
    timer.shutdownNow();
  }

  private void publish() {
    try {
      Map<Path, List<Diagnostic>> found = found();
      for (Path file : Set.copyOf(published)) found.putIfAbsent(file, List.of());
      published.clear();
      found.forEach(this::send);
    } catch (RuntimeException | Error e) {
      // The next change is looked at again.
      LOG.log(Level.WARNING, "The diagnostics were not made.", e);
    }
  }

  private Map<Path, List<Diagnostic>> found() {
    Diagnoser diagnoser = new Diagnoser(workspace.files());
    Map<Path, List<Diagnostic>> found = new LinkedHashMap<>();
    Map<Path, Project> projects = new HashMap<>();
    for (Path file : workspace.files().paths()) {
      if (workspace.projects().isConfiguration(file)) {
        found.put(file, diagnoser.configuration(file));
        continue;
      }
      workspace.project(file).ifPresent(p -> projects.putIfAbsent(p.schema(), p));
    }
    for (Project project : projects.values()) {
      diagnoser.schema(project).forEach(found::putIfAbsent);
      if (project.configuration().toFile().isFile())
        found.computeIfAbsent(project.configuration(), diagnoser::configuration);
    }
    return found;
  }

  private void send(Path file, List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) published.add(file);
    PublishDiagnosticsParams params =
        new PublishDiagnosticsParams(OpenFiles.uri(file), diagnostics);
    workspace.files().version(file).ifPresent(params::setVersion);
    client.get().ifPresent(c -> c.publishDiagnostics(params));
  }
}
