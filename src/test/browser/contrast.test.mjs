import { browserTest } from './harness.mjs';

for (const locale of ['en-GB', 'fa-IR']) {
  browserTest(`texts beside the table stand out from their ground as AA asks, ${locale}`,
    async open => {
      const table = await open({ locale });
      await table.sees('lobby');
      await table.standsOut('in the lobby');
      await table.createRoom('Sara');
      await table.standsOut('in the waiting room');
      await table.shot(`${locale}-1-waiting`);
      await table.at('fill-bots').click();
      await table.next();
      await table.at('settings').click();
      await table.standsOut('in the settings');
      await table.shot(`${locale}-2-settings`);
      await table.at('fair-open').click();
      await table.standsOut('in how the deal was shuffled');
      await table.shot(`${locale}-3-fair`);
      await table.page.keyboard.press('Escape');
      await table.at('leave').click();
      await table.standsOut('when leaving');
    });
}
