package dev.underpin.languageserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageClient;

/** Serves one editor over two streams, until it says that it ends or goes away. */
public final class LanguageServerRun {
  /** The name of the log. */
  static final String LOG = "dev.underpin.languageserver";

  private LanguageServerRun() {}

  /**
   * Serve an editor.
   *
   * @return the exit code that the protocol asks for: 0 after {@code shutdown}, else 1
   */
  public static int serve(InputStream in, OutputStream out, ServerOptions options) {
    // lsp4j logs by java.util.logging, which would write to stderr.
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) root.removeHandler(handler);
    options.log().ifPresent(file -> root.addHandler(log(file)));
    SchemaServer server = new SchemaServer(options);
    ExecutorService messages =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "underpin-messages");
              thread.setDaemon(true);
              return thread;
            });
    Launcher<LanguageClient> launcher =
        new Launcher.Builder<LanguageClient>()
            .setLocalService(server)
            .setRemoteInterface(LanguageClient.class)
            .setInput(in)
            .setOutput(out)
            .setExecutorService(messages)
            .configureGson(gson -> gson.registerTypeAdapter(TextEdit.class, new TextEditJson()))
            .create();
    server.connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    messages.execute(() -> endWith(listening, server));
    try {
      return server.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      listening.cancel(true);
      messages.shutdownNow();
      for (Handler handler : root.getHandlers()) {
        root.removeHandler(handler);
        handler.close();
      }
    }
  }

  /** The stream of an editor that was killed ends without a message. */
  private static void endWith(Future<Void> listening, SchemaServer server) {
    try {
      listening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      Logger.getLogger(LOG).log(Level.FINE, "The connection ended.", e);
    }
    server.end();
  }

  private static Handler log(Path file) {
    try {
      FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), true);
      handler.setFormatter(new SimpleFormatter());
      return handler;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
