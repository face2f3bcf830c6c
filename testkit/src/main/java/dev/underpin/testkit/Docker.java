package dev.underpin.testkit;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Servers in containers. Testcontainers takes them away when the JVM is gone. */
final class Docker {
  private Docker() {}

  /**
   * Whether containers can be had. Testcontainers is only asked where something could answer:
   * asking costs time.
   */
  static boolean answers() {
    return !"no".equals(System.getenv("UNDERPIN_TEST_DOCKER"))
        && mayBeThere()
        && DockerClientFactory.instance().isDockerAvailable();
  }

  private static boolean mayBeThere() {
    return System.getenv("DOCKER_HOST") != null
        || Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(String.valueOf(System.getenv("XDG_RUNTIME_DIR")), "docker.sock"),
                Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"),
                Path.of(System.getProperty("user.home"), ".testcontainers.properties"))
            .anyMatch(Files::exists);
  }

  // Not in a try: the container is to live as long as the JVM.
  @SuppressWarnings("resource")
  static URI postgresql(int major) {
    GenericContainer<?> container =
        new GenericContainer<>("postgres:" + major)
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
            .withCommand(
                Stream.concat(Stream.of("postgres"), EmbeddedPostgresql.settings().stream())
                    .toArray(String[]::new))
            .withExposedPorts(5432)
            // The image starts the server twice, the first time only to set it up.
            .waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2)
                    .withStartupTimeout(Duration.ofMinutes(2)));
    start(container, "postgres:" + major);
    return URI.create(
        "postgresql://postgres@%s:%s/postgres"
            .formatted(container.getHost(), container.getMappedPort(5432)));
  }

  @SuppressWarnings("resource")
  static URI mysql(String engine, String image) {
    GenericContainer<?> container =
        new GenericContainer<>(image)
            .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
            .withEnv("MYSQL_ROOT_HOST", "%")
            .withEnv("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes")
            .withCommand(EmbeddedMysql.settings().toArray(String[]::new))
            .withExposedPorts(3306)
            // The image starts the server twice, the first time without a port.
            .waitingFor(
                Wait.forLogMessage(".*port: 3306.*\\s", 1)
                    .withStartupTimeout(Duration.ofMinutes(2)));
    start(container, image);
    return URI.create(
        engine + "://root@" + container.getHost() + ":" + container.getMappedPort(3306));
  }

  private static void start(GenericContainer<?> container, String image) {
    try {
      container.start();
    } catch (RuntimeException e) {
      throw new TestServerException(
          """
          Docker answers, but the image %s does not start: %s
          UNDERPIN_TEST_DOCKER=no runs the tests without Docker."""
              .formatted(image, e.getMessage()),
          e);
    }
  }
}
