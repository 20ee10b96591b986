from itertools import groupby

from django.core.management.base import BaseCommand

from campaigns.size_bands import BANDS, LEAST, MEASURED, MOST, fairness_table


class Command(BaseCommand):
    help = "Print how often teams of each size win under each rule, over their equal share (1.00 is fair)."

    def add_arguments(self, parser):
        parser.add_argument("--contests", type=int, default=6000, help="simulated contests for each line (6000)")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, contests, seed, **options):
        bands = "  ".join(
            f"{f'{least}-{below - 1}':>7}" for least, below in zip(BANDS, [*BANDS[1:-1], BANDS[-1] + 1], strict=False)
        )
        table = fairness_table(MEASURED, contests=contests, seed=seed)
        for spread, group in groupby(table, key=lambda line: line[0]):
            lines = list(group)
            for name in MEASURED:
                self.stdout.write(f"{name}, workplaces differ by {spread:.2f}\n  takes part  {bands}")
                for _spread, rate, shares in lines:
                    figures = "  ".join(f"{share:7.2f}" for share in shares[name])
                    unfair = "" if all(LEAST <= share <= MOST for share in shares[name]) else "  outside"
                    self.stdout.write(f"  {rate:10.2f}  {figures}{unfair}")
        self.stdout.write(f"fair is between {LEAST} and {MOST}; {contests} contests of 2 to 12 teams a line")
