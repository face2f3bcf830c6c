# Atlas, community edition, with two databases: nothing to run first.
. "$home/bench/tools/atlas.sh"

atlas_desired() { atlas_url "$wanted"; }
