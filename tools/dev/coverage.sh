# shellcheck shell=bash
# ./attune test --fast --coverage: what share of the lines of each product assembly the unit tests run.

coverage_folder=$dev/coverage

# Coverlet writes into the assemblies that it measures, and outputs share theirs by hard links: it gets assemblies of its own.
copy_for_coverage() { # assemblies on standard input; prints those of the copies
  local assembly copy file
  rm -rf "$coverage_folder"
  while read -r assembly; do
    copy=$coverage_folder/$(basename "$assembly" .dll)
    mkdir -p "$copy"
    cp -al "${assembly%/*}/." "$copy"
    for file in "$copy"/Attune.*.dll "$copy"/Attune.*.pdb; do cp --remove-destination "$(readlink -f "$file")" "$file.own" && mv -f "$file.own" "$file"; done
    printf '%s\n' "$copy/${assembly##*/}"
  done
}

coverage_collector() { # where its package is
  printf '%s/build/net10.0\n' "$(dotnet msbuild "$root/$(unit_projects | sed -n 1p)" -getProperty:Pkgcoverlet_collector)"
}

# A line counts as run when any of the test assemblies runs it.
report_coverage() {
  mkdir -p "$test_folder/coverage"
  local file count=0
  for file in "$test_folder"/*/coverage.cobertura.xml; do
    mv "$file" "$test_folder/coverage/$((count += 1)).cobertura.xml"
    rmdir "${file%/*}" 2>/dev/null || true
  done
  say "lines that the unit tests run ($test_folder/coverage has them in Cobertura's form):"
  cat "$test_folder/coverage"/*.cobertura.xml | awk '
    function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    /<package / { package = attribute("name") }
    /<class / { class = attribute("filename") }
    /<line / && class !~ /(^|\/)obj\// { # what is generated counts for nothing
      key = package SUBSEP class SUBSEP attribute("number")
      if (!(key in hits)) total[package]++
      if (!hits[key] && attribute("hits") + 0 > 0) run[package]++
      hits[key] += attribute("hits")
    }
    END { for (package in total) printf "%5.1f %%  %s (%d of %d)\n", 100 * run[package] / total[package], package, run[package], total[package] }' | sort -k 3 >&2
}
