import { render } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';

import { Layout } from './Layout.jsx';
import { NoticeGate } from './NoticeGate.jsx';
import { ArticlePage, HomePage, ListPage, MissingPage, StandingPage } from './pages.jsx';
import './style.css';

function App() {
  return (
    <NoticeGate>
      <LocationProvider>
        <Layout>
          <Router>
            <Route path="/" component={HomePage} />
            <Route path="/tin-bai" component={ListPage} />
            <Route path="/chuyen-muc/:ma" component={ListPage} />
            <Route path="/bai-viet/:ten" component={ArticlePage} />
            <Route path="/noi-dung/:ma" component={StandingPage} />
            <Route default component={MissingPage} />
          </Router>
        </Layout>
      </LocationProvider>
    </NoticeGate>
  );
}

render(<App />, document.getElementById('app'));
