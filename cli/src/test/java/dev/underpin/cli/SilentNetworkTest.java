package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.apply.ApplyOptions;
import dev.underpin.workflow.apply.ApplyWorkflow;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Something on the way to the server takes every packet and says nothing. */
class SilentNetworkTest {
  @TempDir Path folder;

  @Test
  @Timeout(300)
  void a_run_ends_with_a_message_and_can_be_continued() throws Exception {
    try (TestDatabase db = TestServers.postgresql().newDatabase();
        Proxy proxy = new Proxy(URI.create(db.url()))) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { a: { columns: { id: integer }, primary_key: [id] }, b: { columns: { id: integer }, primary_key: [id] } }\n");
      RunListener listener =
          new RunListener() {
            @Override
            public void started(MigrationStep step) {
              if (step.number() == 2) proxy.silent = true;
            }
          };
      ApplyWorkflow apply =
          new ApplyWorkflow(
              settings(proxy.url(), Duration.ofSeconds(8)),
              PlanChoices.NONE,
              new ApplyOptions(Phase.CONTRACT, false, false, Optional.empty()),
              new Consent() {},
              listener,
              Clock.systemUTC());
      assertThatThrownBy(apply::direct)
          .isInstanceOf(UnderpinException.class)
          .hasMessageContaining("has not answered for ")
          .extracting(e -> ((UnderpinException) e).kind())
          .isEqualTo(UnderpinException.Kind.TIMEOUT);
      proxy.hangUp();
      Cli.Answer again = new Cli(folder).run("apply", "--direct", "--yes", "--url", db.url());
      assertThat(again.code()).as(again.toString()).isZero();
    }
  }

  private Settings settings(String url, Duration wait) {
    Overrides overrides =
        new Overrides(
            Optional.of(url),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.of(wait),
            List.of());
    return SettingsResolver.resolve(overrides, Map.of(), folder);
  }

  /** Passes bytes on, until it is told to keep them. */
  private static final class Proxy implements AutoCloseable {
    private final ServerSocket socket;
    private final URI server;
    private final List<Socket> targets = new CopyOnWriteArrayList<>();
    volatile boolean silent;

    Proxy(URI server) throws IOException {
      this.server = server;
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      start(this::accept);
    }

    String url() {
      return "postgresql://%s@127.0.0.1:%d%s"
          .formatted(server.getUserInfo(), socket.getLocalPort(), server.getPath());
    }

    /** The server hears that its clients are gone. */
    void hangUp() throws IOException {
      for (Socket target : targets) target.close();
    }

    private void accept() throws IOException {
      while (true) {
        Socket client = socket.accept();
        Socket target = new Socket(server.getHost(), server.getPort());
        targets.add(target);
        start(() -> pass(client.getInputStream(), target.getOutputStream()));
        start(() -> pass(target.getInputStream(), client.getOutputStream()));
      }
    }

    private void pass(InputStream from, OutputStream to) throws IOException {
      byte[] bytes = new byte[8192];
      for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        if (silent) continue;
        to.write(bytes, 0, n);
        to.flush();
      }
      if (!silent) to.close();
    }

    private interface Work {
      void run() throws IOException;
    }

    private static void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // One side has hung up.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
