import { Route, Routes, useParams } from 'react-router';

import Layout from './components/Layout.jsx';
import Home from './pages/Home.jsx';
import NewsList from './pages/NewsList.jsx';
import NotFound from './pages/NotFound.jsx';
import PostDetail from './pages/PostDetail.jsx';
import StandingPage from './pages/StandingPage.jsx';

function CategoryPosts() {
  const { slug } = useParams();
  // The key starts the list anew when the visitor goes from one category to another.
  return <NewsList key={slug} category={slug} />;
}

export default function App() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Home />} />
        <Route path="tin-tuc" element={<NewsList />} />
        <Route path="tin-tuc/:slug" element={<PostDetail />} />
        <Route path="chuyen-muc/:slug" element={<CategoryPosts />} />
        <Route path="trang/:slug" element={<StandingPage />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
