import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The least that a picocli program does: what the start-up of Underpin is compared with. */
@Command(name = "hello", mixinStandardHelpOptions = true, version = "hello 1.0")
final class Hello implements Runnable {
  public static void main(String[] args) {
    System.exit(new CommandLine(new Hello()).execute(args));
  }

  @Override
  public void run() {
    System.out.println("Hello");
  }
}
