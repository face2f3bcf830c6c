package dev.underpin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A server that ends by itself, as one does that the system runs out of memory for. */
class EndedServerTest {
  /** The test's own, from the binaries of the build. */
  private static final NetworkServer SERVER =
      new PostgresqlServer(18) {
        @Override
        URI start() {
          return EmbeddedPostgresql.start(18);
        }
      };

  @Test
  void fails_the_tests_that_use_it_and_is_started_again_for_the_next() throws Exception {
    TestDatabase seen = SERVER.newDatabase();
    TestDatabase unseen = SERVER.newDatabase();
    kill();

    assertThatThrownBy(seen::close)
        .isInstanceOf(TestServerException.class)
        .hasMessageContaining("postgresql 18 has ended by itself while this test used it");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (TestDatabase next = saying(said)) {
      assertThat(said.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("postgresql 18 has ended by itself and is started again. Its last words: ");
      assertThat(next.value("SELECT 1")).isEqualTo("1");
      assertThatThrownBy(unseen::close)
          .isInstanceOf(TestServerException.class)
          .hasMessageContaining("postgresql 18 has ended by itself while this test used it");
    }
  }

  /** A new database, and what is said on stderr when it is asked for. */
  private static TestDatabase saying(ByteArrayOutputStream said) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      return SERVER.newDatabase();
    } finally {
      System.setErr(before);
    }
  }

  private static void kill() throws InterruptedException {
    int port = SERVER.server().getPort();
    ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("/postgres")).isPresent())
        .filter(p -> p.info().commandLine().filter(c -> c.contains("-p " + port)).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
    for (int i = 0; i < 200 && !ServerProcess.hasEnded(port); i++) Thread.sleep(50);
  }
}
