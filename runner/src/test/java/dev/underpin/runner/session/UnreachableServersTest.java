package dev.underpin.runner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.underpin.introspect.Introspectors;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever keeps a connection from being made, the message says what it is, where, and what to do,
 * and no part of the password.
 */
class UnreachableServersTest {
  /** What a program does that is no database server. */
  interface Behaviour {
    void meet(Socket client) throws IOException;
  }

  /** Something that listens on a port. */
  static final class Listener implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> clients = new ArrayList<>();

    Listener(Behaviour behaviour) throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
      Thread thread = new Thread(() -> serve(behaviour));
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(Behaviour behaviour) {
      try {
        while (true) {
          Socket client = socket.accept();
          clients.add(client);
          behaviour.meet(client);
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : clients) client.close();
    }
  }

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  private static String refusal(String url, Duration wait) {
    Throwable thrown =
        catchThrowable(() -> Database.open(Introspectors.parseUrl(url), true, wait).close());
    assertThat(thrown).isInstanceOf(UnderpinException.class);
    UnderpinException error = (UnderpinException) thrown;
    assertThat(error.code()).contains(FindingCode.NO_CONNECTION);
    assertThat(error.labelled()).doesNotContain("s3c", "ret", "SSL connection", "link failure");
    return error.labelled();
  }

  private static String refusal(String engine, String address) {
    String shown = address.contains(":") ? address : address + ":" + usualPort(engine);
    String message = refusal(engine + "://u:s3c%2Fret@" + address + "/db", Duration.ofMillis(1500));
    assertThat(message).contains(engine + "://u@" + shown + "/db");
    return message;
  }

  private static String usualPort(String engine) {
    return engine.equals("postgresql") ? "5432" : "3306";
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
  void a_port_that_refuses(String engine) {
    assertThat(refusal(engine, "127.0.0.1:1"))
        .contains("No server answers at", "connection refused", "--wait 30s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
  void a_host_that_is_not_known(String engine) {
    assertThat(refusal(engine, "no-such-host.invalid"))
        .contains("the host is not known. Check its name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
  void a_host_that_swallows_packets_is_given_up_in_time(String engine) throws IOException {
    try (Listener silent = new Listener(client -> {})) {
      long began = System.nanoTime();
      assertThat(refusal(engine, silent.address())).contains("no answer in time", "firewall");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
  void a_server_that_is_no_database(String engine) throws IOException {
    byte[] answer =
        "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    for (String query : List.of("", tlsOff(engine))) {
      try (Listener http =
          new Listener(
              client -> {
                if (engine.equals("postgresql")) read(client);
                client.getOutputStream().write(answer);
                client.close();
              })) {
        String url = engine + "://u:s3c%2Fret@" + http.address() + "/db" + query;
        assertThat(refusal(url, Duration.ZERO))
            .contains(http.address(), "what answers there is no ", "Check host and port");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
  void a_server_that_closes_at_once(String engine) throws IOException {
    try (Listener closing = new Listener(Socket::close)) {
      assertThat(refusal(engine, closing.address())).contains("the connection was closed at once");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_password_that_is_wrong(TestServer server) {
    try (TestDatabase there = server.newDatabase()) {
      String url = there.url().replaceFirst("//[^/]*@", "//nobody_here:s3c%2Fret@");
      assertThat(refusal(url, Duration.ZERO))
          .contains("rejects this user", "nobody_here", "Check user and password");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_database_that_does_not_exist(TestServer server) {
    try (TestDatabase there = server.newDatabase()) {
      String url = there.url().replaceFirst("/[^/?]*(\\?.*)?$", "/no_such_database");
      assertThat(refusal(url, Duration.ZERO))
          .contains("There is no such database at", "no_such_database", "CREATE DATABASE");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_without_TLS_where_the_URL_wants_it(TestServer server) throws IOException {
    String engine = server.engine();
    if (!engine.equals("postgresql")) return;
    try (TestDatabase there = server.newDatabase()) {
      String url = there.url() + (there.url().contains("?") ? "&" : "?") + "sslmode=require";
      assertThat(refusal(url, Duration.ZERO)).contains("has no TLS", "sslmode=require");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no encryption", "SSL off"})
  void a_PostgreSQL_server_that_wants_TLS(String words) throws IOException {
    String error =
        "SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"db\", "
            + words
            + "\0\0";
    try (Listener server = new Listener(client -> answer(client, error))) {
      assertThat(refusal("postgresql", server.address()))
          .contains("rejects this user: no pg_hba.conf entry", "sslmode=require");
    }
  }

  /** No TLS, and then an error. */
  private static void answer(Socket client, String error) throws IOException {
    byte[] text = error.getBytes(StandardCharsets.UTF_8);
    if (read(client) == 8) {
      client.getOutputStream().write('N');
      read(client);
    }
    OutputStream out = client.getOutputStream();
    int length = text.length + 4;
    out.write(new byte[] {'E', 0, 0, (byte) (length >> 8), (byte) length});
    out.write(text);
    out.flush();
    client.close();
  }

  private static int read(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    return in.read(new byte[1024]);
  }

  private static String tlsOff(String engine) {
    return switch (engine) {
      case "postgresql" -> "?sslmode=disable";
      case "mysql" -> "?sslMode=DISABLED";
      default -> "?sslMode=disable";
    };
  }
}
