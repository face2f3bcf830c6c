package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of an engine, odd names, keys, relations and enums in the language of Prisma. With
 * {@code -Dunderpin.update=true} the texts are written; Prisma's own validator has accepted them.
 */
class PrismaTextTest {
  private static final Path FILES = Path.of("src", "test", "resources", "prisma");

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(
        TestServers.sqlite(),
        TestServers.postgresql(18),
        TestServers.named("mysql newest"),
        TestServers.named("mariadb 11.4"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_schema_is_written_as_the_client_reads_it(TestServer server) throws IOException {
    String engine = server.engine();
    String sql = Files.readString(FILES.resolve(engine.replace("mariadb", "mysql") + ".sql"));
    Path expected = FILES.resolve(engine + ".prisma");
    try (TestDatabase db = server.newDatabase()) {
      db.execute(sql.split(";\n"));
      Cli.Answer answer = new Cli(folder).run("inspect", "--format", "prisma", "--url", db.url());
      assertThat(answer.code()).as(answer.toString()).isZero();
      if (Boolean.getBoolean("underpin.update")) Files.writeString(expected, answer.out());
      assertThat(answer.out()).isEqualTo(Files.readString(expected));
    }
  }
}
