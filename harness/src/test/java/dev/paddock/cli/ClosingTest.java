package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClosingTest {
  @Test
  void what_is_marked_on_a_page_is_plain_on_a_terminal() {
    assertThat(Closing.plain("Use **c02** (`num_ctx=4096`): [12 %](#/contrasts/3) sooner"))
        .isEqualTo("Use c02 (num_ctx=4096): 12 % sooner");
  }

  @Test
  void each_system_has_its_way_to_show_a_page() {
    URI page = URI.create("file:///tmp/report.html");
    assertThat(Browser.command("Linux", page)).containsExactly("xdg-open", page.toString());
    assertThat(Browser.command("Mac OS X", page)).containsExactly("open", page.toString());
    assertThat(Browser.command("Windows 11", page)).startsWith("rundll32");
  }

  @Test
  void a_system_without_a_browser_is_told_and_nothing_else_happens() {
    assertThat(
            Browser.show(
                URI.create("file:///x"),
                command -> {
                  throw new java.io.IOException("no xdg-open");
                }))
        .hasValue("no browser could be opened (no xdg-open)");
  }
}
