package dev.underpin.schema.yaml.keys;

import dev.underpin.schema.yaml.keys.KeyTable.Key;
import java.util.Map;

/** What words mean that several mappings have. */
final class SharedKeys {
  static final Map<String, Key> ALL =
      KeyLines.read(
          """
          comment TEXT A comment that the database keeps.
          options PARAMETERS Other attributes that an engine has, by name.
          name TEXT The constraint's name. Unwritten, any name in the database matches.
          deferrable DEFERRABLE When it is checked: false, true (initially immediate), or initially deferred.
          include NAMES Columns that the index carries without ordering by them.
          not_valid FLAG True where existing rows have not been checked.
          on_conflict* TEXT What an INSERT does that violates it: abort, fail, ignore, replace or rollback.
          nulls_not_distinct FLAG True where two NULLs count as duplicates.
          sql SQL What follows the name in the statement that creates it.
          file TEXT A file with that text, beside this one.
          create SQL The whole statement that creates it, instead of the text.
          drop SQL The statement that drops it.
          depends_on NAMES What must exist before it.
          definer SQL The user with whose privileges it runs.
          enabled STATE When it fires: false is never, replica only for replicated rows, always for both.
          triggers TRIGGERS Triggers, by name: before update for each row execute function touch().
          rules TRIGGERS Rules, by name: on insert do instead nothing.
          policies POLICIES Policies of row level security, by name.
          """,
          Map.of());

  private SharedKeys() {}
}
