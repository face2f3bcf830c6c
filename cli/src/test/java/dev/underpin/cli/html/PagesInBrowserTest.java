package dev.underpin.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A large report in a browser: no script fails, a search finds, and axe has nothing to object. */
@EnabledIf(value = "dev.underpin.cli.html.Browser#isInstalled", disabledReason = Browser.MISSING)
class PagesInBrowserTest {
  @TempDir Path folder;

  @Test
  void a_page_of_many_tables_can_be_used_by_everybody_in_light_in_dark_and_on_a_narrow_screen()
      throws Exception {
    String page = DiagramLayoutTest.page(DiagramLayoutTest.random(60));
    for (List<String> way : Browser.WAYS)
      assertThat(new Browser(folder).look(page, "table_59", way)).isEqualTo("1 table");
  }
}
